mock_provider "digitalocean" {
  override_during = plan

  mock_data "digitalocean_kubernetes_versions" {
    defaults = {
      latest_version = "1.35.1-do.0"
    }
  }
}

variables {
  name             = "tidegate-dev"
  region           = "fra1"
  vpc_id           = "5a4981aa-9653-4bd1-bef5-d6bff52042e4"
  kubernetes_minor = "1.35"
  highly_available = false
  cluster_subnet   = "172.20.0.0/18"
  service_subnet   = "172.20.64.0/20"
  application_pool = { size = "s-2vcpu-2gb", min_nodes = 2, max_nodes = 4 }
  monitoring_pool  = { size = "s-2vcpu-4gb", node_count = 1 }
  tags             = ["dev"]
}

run "the_application_pool_is_labelled_autoscaled_and_takes_everything" {
  command = plan

  assert {
    condition     = digitalocean_kubernetes_cluster.this.node_pool[0].labels == tomap({ service = "app" })
    error_message = "The application pool is labelled service=app."
  }

  assert {
    condition     = length(digitalocean_kubernetes_cluster.this.node_pool[0].taint) == 0
    error_message = "The application pool bears no taint: coredns has no other place."
  }

  assert {
    condition = (
      digitalocean_kubernetes_cluster.this.node_pool[0].auto_scale
      && digitalocean_kubernetes_cluster.this.node_pool[0].min_nodes == 2
      && digitalocean_kubernetes_cluster.this.node_pool[0].max_nodes == 4
    )
    error_message = "The autoscaler keeps the application pool within its bounds."
  }
}

run "the_monitoring_pool_is_labelled_and_keeps_everything_else_away" {
  command = plan

  assert {
    condition     = digitalocean_kubernetes_node_pool.monitoring.labels == tomap({ service = "monitoring" })
    error_message = "The monitoring pool is labelled service=monitoring."
  }

  assert {
    condition = one(digitalocean_kubernetes_node_pool.monitoring.taint) == {
      key    = "service"
      value  = "monitoring"
      effect = "NoSchedule"
    }
    error_message = "The monitoring pool is tainted service=monitoring:NoSchedule."
  }

  assert {
    condition     = digitalocean_kubernetes_node_pool.monitoring.node_count == 1
    error_message = "The monitoring pool has as many nodes as were asked for."
  }
}

run "upgrades_come_in_their_window_one_extra_node_at_a_time" {
  command = plan

  assert {
    condition     = digitalocean_kubernetes_cluster.this.version == "1.35.1-do.0"
    error_message = "The version is the newest patch that is offered."
  }

  assert {
    condition     = digitalocean_kubernetes_cluster.this.auto_upgrade && digitalocean_kubernetes_cluster.this.surge_upgrade
    error_message = "Patches are installed by DigitalOcean, with a spare node."
  }

  assert {
    condition = (
      digitalocean_kubernetes_cluster.this.maintenance_policy[0].day == "saturday"
      && digitalocean_kubernetes_cluster.this.maintenance_policy[0].start_time == "03:00"
    )
    error_message = "The maintenance window is Saturday at 03:00 UTC unless another is given."
  }
}

run "the_cluster_is_native_to_its_vpc" {
  command = plan

  assert {
    condition = (
      digitalocean_kubernetes_cluster.this.vpc_uuid == var.vpc_id
      && digitalocean_kubernetes_cluster.this.cluster_subnet == "172.20.0.0/18"
      && digitalocean_kubernetes_cluster.this.service_subnet == "172.20.64.0/20"
    )
    error_message = "Pods and services have addresses of their own in the VPC."
  }
}

run "a_minor_version_that_is_no_longer_offered_is_said" {
  command = plan

  override_data {
    target = data.digitalocean_kubernetes_versions.offered
    values = { latest_version = "" }
  }

  expect_failures = [digitalocean_kubernetes_cluster.this]
}

run "a_version_with_its_patch_is_refused" {
  command = plan

  variables {
    kubernetes_minor = "1.35.1-do.0"
  }

  expect_failures = [var.kubernetes_minor]
}

run "bounds_the_wrong_way_round_are_refused" {
  command = plan

  variables {
    application_pool = { size = "s-2vcpu-2gb", min_nodes = 4, max_nodes = 2 }
  }

  expect_failures = [var.application_pool]
}

run "an_empty_monitoring_pool_is_refused" {
  command = plan

  variables {
    monitoring_pool = { size = "s-2vcpu-4gb", node_count = 0 }
  }

  expect_failures = [var.monitoring_pool]
}

run "a_day_that_is_none_is_refused" {
  command = plan

  variables {
    maintenance = { day = "caturday", start_time = "03:00" }
  }

  expect_failures = [var.maintenance]
}

run "services_with_the_addresses_of_the_pods_are_refused" {
  command = plan

  variables {
    service_subnet = "172.20.0.0/18"
  }

  expect_failures = [var.service_subnet]
}
