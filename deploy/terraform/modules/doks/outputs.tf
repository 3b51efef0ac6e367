output "id" {
  description = "The cluster's id, for the database's trusted source and for doctl."
  value       = digitalocean_kubernetes_cluster.this.id
}

output "name" {
  description = "The cluster's name."
  value       = digitalocean_kubernetes_cluster.this.name
}

output "version" {
  description = "The version of Kubernetes that the configuration asks for."
  value       = digitalocean_kubernetes_cluster.this.version
}

output "endpoint" {
  description = "Address of the Kubernetes API. Credentials are no output: doctl kubernetes cluster kubeconfig save makes short-lived ones."
  value       = digitalocean_kubernetes_cluster.this.endpoint
}
