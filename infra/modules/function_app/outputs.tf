output "outbound_address" {
  value       = azurerm_public_ip.out.ip_address
  description = "The one address from which the app reaches the outside."
}

output "hostname" {
  value       = local.hostname
  description = "The name under which the app is reached."
}

output "app_name" {
  value       = azurerm_linux_function_app.app.name
  description = "The app's name in Azure."
}
