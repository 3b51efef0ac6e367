output "id" {
  description = "The VPC's id, for what is put into it."
  value       = digitalocean_vpc.this.id
}

output "ip_range" {
  description = "The VPC's addresses."
  value       = digitalocean_vpc.this.ip_range
}
