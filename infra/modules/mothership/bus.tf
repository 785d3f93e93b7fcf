locals {
  # Topics and rights are planned in shared/Bus/Planning; ./dev bus plan --write puts the plans into infra/bus.
  topic_plan = jsondecode(file("${path.module}/../../bus/topics.json"))
  acl_plan   = jsondecode(file("${path.module}/../../bus/acls.json"))

  # What the control plane's user may do on the bus, and nothing else.
  control_plane_acls = {
    for allow in one([for role in local.acl_plan.roles : role.allow if role.role == "mothership"]) :
    "${allow.resource} ${allow.name} ${allow.operation}" => allow
  }
}

resource "kafka_topic" "bus" {
  for_each = { for topic in local.topic_plan.topics : topic.name => topic }

  name               = each.key
  partitions         = each.value.partitions
  replication_factor = local.topic_plan.replicationFactor
  config             = each.value.configs

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_acl" "control_plane" {
  for_each = local.control_plane_acls

  resource_type                = title(each.value.resource)
  resource_name                = each.value.name
  resource_pattern_type_filter = title(each.value.pattern)
  acl_principal                = "User:${var.bus.user}"
  acl_host                     = "*"
  acl_operation                = title(each.value.operation)
  acl_permission_type          = "Allow"

  depends_on = [kafka_topic.bus]
}
