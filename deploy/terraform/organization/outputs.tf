output "workspaces" {
  description = "Name and id of each environment's workspace."
  value       = module.workspaces.workspaces
}

output "team_id" {
  description = "The team whose token is Tidegate's."
  value       = module.workspaces.team_id
}
