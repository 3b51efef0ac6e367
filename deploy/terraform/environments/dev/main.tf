locals {
  name   = "tidegate-dev"
  region = "fra1"
  tags   = ["dev"]
}

module "vpc" {
  source   = "../../modules/vpc"
  name     = local.name
  region   = local.region
  ip_range = "10.10.0.0/24"
}

module "doks" {
  source           = "../../modules/doks"
  name             = local.name
  region           = local.region
  vpc_id           = module.vpc.id
  kubernetes_minor = "1.35"
  highly_available = false
  cluster_subnet   = "172.20.0.0/18"
  service_subnet   = "172.20.64.0/20"
  application_pool = { size = "s-2vcpu-2gb", min_nodes = 2, max_nodes = 4 }
  monitoring_pool  = { size = "s-2vcpu-4gb", node_count = 1 }
  tags             = local.tags
}

module "database" {
  source     = "../../modules/database"
  name       = local.name
  region     = local.region
  vpc_id     = module.vpc.id
  cluster_id = module.doks.id
  size       = "db-s-1vcpu-1gb"
  node_count = 1
  tags       = local.tags
}
