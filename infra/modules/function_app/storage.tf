# What the Functions host itself keeps: locks of timers, keys, the durable task hub, and the package that it runs.
# There is no shared key, so that none can be in the state: everybody comes with an identity.
resource "azurerm_storage_account" "host" {
  name                            = var.storage_name
  resource_group_name             = var.resource_group_name
  location                        = var.location
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  shared_access_key_enabled       = false
  local_user_enabled              = false
  default_to_oauth_authentication = true
  tags                            = var.tags
}

resource "azurerm_storage_container" "packages" {
  name                  = "packages"
  storage_account_id    = azurerm_storage_account.host.id
  container_access_type = "private"
}

# A new package has a new name: the app then starts anew with it, and going back is applying the old file again.
resource "azurerm_storage_blob" "package" {
  name                 = "${var.name}-${filemd5(var.package)}.zip"
  storage_container_id = azurerm_storage_container.packages.id
  type                 = "Block"
  source               = var.package
  content_md5          = filemd5(var.package)

  depends_on = [azurerm_role_assignment.deployer_packages]
}
