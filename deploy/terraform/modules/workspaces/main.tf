resource "tfe_workspace" "this" {
  for_each = var.environments

  name              = "${var.repository.name}-${each.key}"
  organization      = var.organization
  description       = "${each.key} of ${var.repository.name}, planned and applied by Tidegate"
  working_directory = each.value.directory
  terraform_version = var.terraform_version

  # No vcs_repo: Tidegate uploads what is planned. HCP Terraform applies nothing by itself, and starts nothing.
  auto_apply             = false
  auto_apply_run_trigger = false
  queue_all_runs         = false
  file_triggers_enabled  = false
  speculative_enabled    = true
  allow_destroy_plan     = each.value.destroyable

  # The consent: by the repository's number, which no other repository ever gets, whatever they are called.
  tags = {
    tidegate-repository = tostring(var.repository.id)
  }

  # With a workspace goes its state.
  lifecycle {
    prevent_destroy = true
  }
}

resource "tfe_workspace_settings" "this" {
  for_each = tfe_workspace.this

  workspace_id        = each.value.id
  execution_mode      = "remote"
  global_remote_state = false
}

resource "tfe_team" "tidegate" {
  name                          = var.team
  organization                  = var.organization
  visibility                    = "secret"
  allow_member_token_management = false
}

resource "tfe_team_access" "tidegate" {
  for_each = var.environments

  team_id      = tfe_team.tidegate.id
  workspace_id = tfe_workspace.this[each.key].id
  access       = each.value.plan_json == "full" ? "admin" : null

  dynamic "permissions" {
    for_each = each.value.plan_json == "full" ? [] : ["redacted"]

    content {
      runs              = "apply"
      variables         = "none"
      state_versions    = "none"
      sentinel_mocks    = "none"
      workspace_locking = false
      run_tasks         = false
      policy_overrides  = false
    }
  }
}

resource "tfe_notification_configuration" "tidegate" {
  for_each = var.tidegate_url == null ? {} : tfe_workspace.this

  name             = "tidegate"
  workspace_id     = each.value.id
  destination_type = "generic"
  enabled          = true
  url              = "${var.tidegate_url}/webhooks/terraform"
  token_wo         = var.notification_secret
  triggers = [
    "run:created", "run:planning", "run:needs_attention", "run:applying", "run:completed", "run:errored",
  ]
}

# As environment variables of the workspace, so that no secret is in this configuration, its plan or its state.
resource "doppler_secrets_sync_terraform_cloud" "this" {
  for_each = var.environments

  integration        = var.doppler.integration
  project            = var.doppler.project
  config             = each.value.doppler_config
  sync_target        = "workspace"
  workspace_id       = tfe_workspace.this[each.key].id
  variable_sync_type = "env"
  name_transform     = "none"
  delete_behavior    = "delete_from_target"
}
