locals {
  # The application pool bears no taint: what the cluster itself needs (coredns among it) must be schedulable somewhere.
  application = { service = "app" }
  monitoring  = { service = "monitoring" }
}

# A version written here would soon be lower than what DigitalOcean upgraded to, and lowering it means replacing the cluster.
data "digitalocean_kubernetes_versions" "offered" {
  version_prefix = "${var.kubernetes_minor}."
}

resource "digitalocean_kubernetes_cluster" "this" {
  name           = var.name
  region         = var.region
  version        = data.digitalocean_kubernetes_versions.offered.latest_version
  vpc_uuid       = var.vpc_id
  cluster_subnet = var.cluster_subnet
  service_subnet = var.service_subnet
  ha             = var.highly_available
  auto_upgrade   = true
  surge_upgrade  = true
  tags           = var.tags

  # Load balancers and volumes are made by what runs in the cluster; they outlive it until somebody has looked.
  destroy_all_associated_resources = false

  maintenance_policy {
    day        = var.maintenance.day
    start_time = var.maintenance.start_time
  }

  node_pool {
    name       = "app"
    size       = var.application_pool.size
    auto_scale = true
    min_nodes  = var.application_pool.min_nodes
    max_nodes  = var.application_pool.max_nodes
    labels     = local.application
    tags       = var.tags
  }

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = startswith(data.digitalocean_kubernetes_versions.offered.latest_version, "${var.kubernetes_minor}.")
      error_message = "DigitalOcean offers no Kubernetes ${var.kubernetes_minor}: raise kubernetes_minor, one at a time."
    }
  }
}

resource "digitalocean_kubernetes_node_pool" "monitoring" {
  cluster_id = digitalocean_kubernetes_cluster.this.id
  name       = "monitoring"
  size       = var.monitoring_pool.size
  node_count = var.monitoring_pool.node_count
  labels     = local.monitoring
  tags       = var.tags

  taint {
    key    = "service"
    value  = local.monitoring.service
    effect = "NoSchedule"
  }
}
