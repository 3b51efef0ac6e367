variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "k8s_version" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "app_size" {
  type = string
}

variable "app_count" {
  type = number
}

variable "app_min_nodes" {
  type = number
}

variable "app_max_nodes" {
  type = number
}

variable "monitoring_size" {
  type = string
}

variable "monitoring_count" {
  type = number
}

variable "tags" {
  type    = list(string)
  default = []
}

resource "terraform_data" "cluster" {
  input = {
    name    = var.name
    region  = var.region
    version = var.k8s_version
    vpc_id  = var.vpc_id
    ha      = false
    tags    = var.tags
    maintenance_policy = {
      day        = "sunday"
      start_time = "04:00"
    }
  }
  triggers_replace = [var.region]
}

resource "terraform_data" "app_pool" {
  input = {
    cluster_id = terraform_data.cluster.id
    name       = "app"
    size       = var.app_size
    node_count = var.app_count
    auto_scale = true
    min_nodes  = var.app_min_nodes
    max_nodes  = var.app_max_nodes
    labels     = { service = "app" }
  }
  triggers_replace = [var.app_size]

  lifecycle {
    create_before_destroy = true
  }
}

# Only what tolerates the taint runs here: Prometheus and Grafana keep their nodes to themselves.
resource "terraform_data" "monitoring_pool" {
  input = {
    cluster_id = terraform_data.cluster.id
    name       = "monitoring"
    size       = var.monitoring_size
    node_count = var.monitoring_count
    auto_scale = false
    labels     = { service = "monitoring" }
    taints     = [{ key = "service", value = "monitoring", effect = "NoSchedule" }]
  }
  triggers_replace = [var.monitoring_size]
}

output "cluster_id" {
  value = terraform_data.cluster.id
}

output "endpoint" {
  value = "https://${terraform_data.cluster.id}.k8s.ondigitalocean.example"
}

output "kubeconfig" {
  value     = jsonencode({ host = terraform_data.cluster.id, token = "s3cr3t-${var.name}" })
  sensitive = true
}
