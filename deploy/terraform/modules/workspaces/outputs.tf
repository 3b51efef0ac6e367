output "workspaces" {
  description = "Name and id of each environment's workspace."
  value       = { for name, workspace in tfe_workspace.this : name => { name = workspace.name, id = workspace.id } }
}

output "team_id" {
  description = "The team; its token is made in HCP Terraform's page and goes to Doppler, not through a state."
  value       = tfe_team.tidegate.id
}
