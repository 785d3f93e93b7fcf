locals {
  has_name = var.dns == null ? 0 : 1
  hostname = var.dns == null ? azurerm_linux_function_app.app.default_hostname : "${var.dns.record}.${var.dns.zone}"
}

resource "azurerm_dns_cname_record" "app" {
  count = local.has_name

  name                = var.dns.record
  zone_name           = var.dns.zone
  resource_group_name = var.dns.resource_group_name
  ttl                 = 300
  record              = azurerm_linux_function_app.app.default_hostname
  tags                = var.tags
}

# By this Azure sees that whoever binds the name to an app also owns the zone.
resource "azurerm_dns_txt_record" "proof" {
  count = local.has_name

  name                = "asuid.${var.dns.record}"
  zone_name           = var.dns.zone
  resource_group_name = var.dns.resource_group_name
  ttl                 = 300
  tags                = var.tags

  record {
    value = azurerm_linux_function_app.app.custom_domain_verification_id
  }
}

resource "azurerm_app_service_custom_hostname_binding" "app" {
  count = local.has_name

  hostname            = local.hostname
  app_service_name    = azurerm_linux_function_app.app.name
  resource_group_name = var.resource_group_name

  lifecycle {
    # The certificate is bound by the resource below.
    ignore_changes = [ssl_state, thumbprint]
  }

  depends_on = [azurerm_dns_cname_record.app, azurerm_dns_txt_record.proof]
}

resource "azurerm_app_service_managed_certificate" "app" {
  count = local.has_name

  custom_hostname_binding_id = azurerm_app_service_custom_hostname_binding.app[0].id
  tags                       = var.tags
}

resource "azurerm_app_service_certificate_binding" "app" {
  count = local.has_name

  hostname_binding_id = azurerm_app_service_custom_hostname_binding.app[0].id
  certificate_id      = azurerm_app_service_managed_certificate.app[0].id
  ssl_state           = "SniEnabled"
}
