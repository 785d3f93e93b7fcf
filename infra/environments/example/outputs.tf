output "mothership" {
  value = {
    api_url          = module.mothership.api_url
    app_name         = module.mothership.app_name
    resource_group   = module.mothership.resource_group_name
    vault_name       = module.mothership.vault_name
    name_servers     = module.mothership.name_servers
    outbound_address = module.mothership.outbound_address
  }
  description = "What the first steps after applying need of the mothership."
}

output "regions" {
  value = {
    for region in [module.azure_eastus, module.aws_us_west_2, module.gcp_europe_west1] : region.id => {
      vault_name       = region.vault_name
      bus_user         = region.bus_user
      worker_url       = region.worker_url
      outbound_address = region.outbound_address
      kubernetes       = region.kubernetes
    }
  }
  description = "What the first steps after applying need of each region."
}
