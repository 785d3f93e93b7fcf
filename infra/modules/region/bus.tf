locals {
  consumer_group = "mothership-region-${local.id}"
  acl_plan       = jsondecode(file("${path.module}/../../bus/acls.json"))

  # What the region's user may do on the bus, and nothing else: it hears commands and speaks, but cannot hear the others.
  acls = {
    for allow in one([for role in local.acl_plan.roles : role.allow if role.role == "region"]) :
    "${allow.resource} ${allow.name} ${allow.operation}" => merge(allow, {
      name = replace(replace(allow.name, "{cloud}", var.cloud), "{region}", var.region)
    })
  }
}

resource "kafka_acl" "worker" {
  for_each = local.acls

  resource_type                = title(each.value.resource)
  resource_name                = each.value.name
  resource_pattern_type_filter = title(each.value.pattern)
  acl_principal                = "User:${local.bus_user}"
  acl_host                     = "*"
  acl_operation                = title(each.value.operation)
  acl_permission_type          = "Allow"
}
