mock_provider "tfe" {
  override_during = plan
}

mock_provider "doppler" {
  override_during = plan
}

variables {
  organization        = "my-devops-project"
  repository          = { name = "infrastructure", id = 71234 }
  terraform_version   = "1.11.4"
  tidegate_url        = "https://tidegate.example"
  notification_secret = "0123456789abcdef0123456789abcdef"
  doppler             = { project = "infrastructure", integration = "f1a2" }
  environments = {
    dev  = { directory = "environments/dev", doppler_config = "dev", plan_json = "redacted", destroyable = true }
    prod = { directory = "environments/prod", doppler_config = "prd", plan_json = "full" }
  }
}

run "workspaces_are_driven_by_the_api_and_apply_nothing_by_themselves" {
  command = plan

  assert {
    condition     = { for name, one in tfe_workspace.this : name => one.name } == { dev = "infrastructure-dev", prod = "infrastructure-prod" }
    error_message = "Workspaces are named <repository>-<environment>."
  }

  assert {
    condition     = alltrue([for one in tfe_workspace.this : length(one.vcs_repo) == 0])
    error_message = "No workspace is connected to version control."
  }

  assert {
    condition     = alltrue([for one in tfe_workspace.this : !one.auto_apply && !one.auto_apply_run_trigger && !one.queue_all_runs])
    error_message = "No workspace applies or starts anything by itself."
  }

  assert {
    condition     = alltrue([for one in tfe_workspace.this : one.speculative_enabled && one.terraform_version == "1.11.4"])
    error_message = "Every workspace plans speculatively, with one exact version of Terraform."
  }

  assert {
    condition     = { for name, one in tfe_workspace.this : name => one.working_directory } == { dev = "environments/dev", prod = "environments/prod" }
    error_message = "The working directory is the environment's directory."
  }
}

run "runs_are_remote_and_states_are_not_shared" {
  command = plan

  assert {
    condition     = alltrue([for one in tfe_workspace_settings.this : one.execution_mode == "remote" && !one.global_remote_state])
    error_message = "Runs are executed remotely, and no other workspace reads the state."
  }
}

run "the_repository_is_given_consent_by_its_number" {
  command = plan

  assert {
    condition     = alltrue([for one in tfe_workspace.this : one.tags == tomap({ tidegate-repository = "71234" })])
    error_message = "Every workspace is tagged tidegate-repository = the repository's id."
  }
}

run "the_team_has_what_each_kind_of_plan_asks_for" {
  command = plan

  assert {
    condition     = tfe_team_access.tidegate["prod"].access == "admin" && length(tfe_team_access.tidegate["prod"].permissions) == 0
    error_message = "The full JSON asks for an administrator."
  }

  assert {
    condition = (
      tfe_team_access.tidegate["dev"].permissions[0].runs == "apply"
      && tfe_team_access.tidegate["dev"].permissions[0].variables == "none"
      && tfe_team_access.tidegate["dev"].permissions[0].state_versions == "none"
      && tfe_team_access.tidegate["dev"].permissions[0].sentinel_mocks == "none"
      && !tfe_team_access.tidegate["dev"].permissions[0].workspace_locking
      && !tfe_team_access.tidegate["dev"].permissions[0].run_tasks
      && !tfe_team_access.tidegate["dev"].permissions[0].policy_overrides
    )
    error_message = "The redacted JSON asks for applying runs, and for nothing else."
  }
}

run "notifications_go_to_tidegate" {
  command = plan

  assert {
    condition     = length(tfe_notification_configuration.tidegate) == 2
    error_message = "Every workspace has a notification."
  }

  assert {
    condition = alltrue([
      for one in tfe_notification_configuration.tidegate :
      one.enabled && one.destination_type == "generic" && one.url == "https://tidegate.example/webhooks/terraform"
    ])
    error_message = "Every workspace notifies Tidegate."
  }
}

run "nobody_is_notified_before_tidegate_is_there" {
  command = plan

  variables {
    tidegate_url        = null
    notification_secret = null
  }

  assert {
    condition     = length(tfe_notification_configuration.tidegate) == 0
    error_message = "Without a Tidegate there is no notification."
  }
}

run "notifications_without_a_secret_are_refused" {
  command = plan

  variables {
    notification_secret = null
  }

  expect_failures = [var.notification_secret]
}

run "credentials_come_from_the_environments_own_doppler_config" {
  command = plan

  assert {
    condition     = { for name, one in doppler_secrets_sync_terraform_cloud.this : name => one.config } == { dev = "dev", prod = "prd" }
    error_message = "Each workspace is fed by its environment's config."
  }

  assert {
    condition     = alltrue([for one in doppler_secrets_sync_terraform_cloud.this : one.variable_sync_type == "env" && one.sync_target == "workspace"])
    error_message = "Secrets are environment variables of one workspace."
  }
}

run "a_destroying_run_is_refused_unless_it_was_allowed" {
  command = plan

  assert {
    condition     = tfe_workspace.this["dev"].allow_destroy_plan && !tfe_workspace.this["prod"].allow_destroy_plan
    error_message = "Only what is destroyable is destroyed by a run."
  }
}

run "one_doppler_config_for_two_environments_is_refused" {
  command = plan

  variables {
    environments = {
      dev  = { directory = "environments/dev", doppler_config = "all", plan_json = "redacted" }
      prod = { directory = "environments/prod", doppler_config = "all", plan_json = "full" }
    }
  }

  expect_failures = [var.environments]
}

run "a_directory_outside_the_repository_is_refused" {
  command = plan

  variables {
    environments = {
      dev = { directory = "../dev", doppler_config = "dev", plan_json = "redacted" }
    }
  }

  expect_failures = [var.environments]
}

run "a_third_kind_of_plan_is_refused" {
  command = plan

  variables {
    environments = {
      dev = { directory = "environments/dev", doppler_config = "dev", plan_json = "none" }
    }
  }

  expect_failures = [var.environments]
}

run "a_range_of_versions_is_refused" {
  command = plan

  variables {
    terraform_version = "~> 1.11"
  }

  expect_failures = [var.terraform_version]
}

run "a_short_secret_is_refused" {
  command = plan

  variables {
    notification_secret = "hunter2"
  }

  expect_failures = [var.notification_secret]
}

run "an_address_in_the_clear_is_refused" {
  command = plan

  variables {
    tidegate_url = "http://tidegate.example"
  }

  expect_failures = [var.tidegate_url]
}
