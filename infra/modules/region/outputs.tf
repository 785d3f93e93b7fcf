output "id" {
  value       = "${var.cloud}/${var.region}"
  description = "The region's name as the mothership knows it."
}

output "vault_name" {
  value       = local.vault_name
  description = "The vault that takes the secrets bus-password and kubeconfig-main."
}

output "bus_user" {
  value       = local.bus_user
  description = "The region's user on the central Kafka cluster, which has to be made there."
}

output "worker_url" {
  value       = "https://${module.app.hostname}"
  description = "Where the region's worker is reached."
}

output "kubernetes" {
  value = {
    name    = local.name
    host    = local.kubernetes.host
    ca      = local.kubernetes.ca
    login   = local.kubernetes.login
    account = local.worker_namespace
  }
  description = "The region's Kubernetes: its API server, certificate authority, and the command that logs kubectl in."
}

output "outbound_address" {
  value       = module.app.outbound_address
  description = "The address from which the worker reaches the bus and its Kubernetes."
}
