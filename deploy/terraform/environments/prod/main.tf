locals {
  name   = "tidegate-prod"
  region = "fra1"
  tags   = ["prod"]
}

module "vpc" {
  source   = "../../modules/vpc"
  name     = local.name
  region   = local.region
  ip_range = "10.30.0.0/24"
}

module "doks" {
  source           = "../../modules/doks"
  name             = local.name
  region           = local.region
  vpc_id           = module.vpc.id
  kubernetes_minor = "1.35"
  highly_available = true
  cluster_subnet   = "172.22.0.0/18"
  service_subnet   = "172.22.64.0/20"
  application_pool = { size = "s-4vcpu-8gb", min_nodes = 3, max_nodes = 10 }
  monitoring_pool  = { size = "s-2vcpu-4gb", node_count = 1 }
  tags             = local.tags
}

module "database" {
  source     = "../../modules/database"
  name       = local.name
  region     = local.region
  vpc_id     = module.vpc.id
  cluster_id = module.doks.id
  size       = "db-s-2vcpu-4gb"
  node_count = 2
  tags       = local.tags
}
