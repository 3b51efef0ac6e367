resource "digitalocean_vpc" "this" {
  name        = var.name
  region      = var.region
  ip_range    = var.ip_range
  description = "Private network of ${var.name}"

  # Region and addresses cannot be changed in place; a new VPC takes the cluster and the database with it.
  lifecycle {
    prevent_destroy = true
  }
}
