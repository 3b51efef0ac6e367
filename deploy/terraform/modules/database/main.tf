resource "digitalocean_database_cluster" "this" {
  name                 = var.name
  engine               = "pg"
  version              = var.postgresql
  size                 = var.size
  region               = var.region
  node_count           = var.node_count
  private_network_uuid = var.vpc_id
  tags                 = var.tags

  maintenance_window {
    day  = var.maintenance.day
    hour = var.maintenance.hour
  }

  # It holds the audit log, and its backups go with it.
  lifecycle {
    prevent_destroy = true
  }
}

resource "digitalocean_database_db" "tidegate" {
  cluster_id = digitalocean_database_cluster.this.id
  name       = "tidegate"

  lifecycle {
    prevent_destroy = true
  }
}

resource "digitalocean_database_user" "tidegate" {
  cluster_id = digitalocean_database_cluster.this.id
  name       = "tidegate"
}

resource "digitalocean_database_firewall" "this" {
  cluster_id = digitalocean_database_cluster.this.id

  rule {
    type  = "k8s"
    value = var.cluster_id
  }
}

data "digitalocean_database_ca" "this" {
  cluster_id = digitalocean_database_cluster.this.id
}
