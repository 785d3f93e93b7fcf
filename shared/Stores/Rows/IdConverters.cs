using System.Text.Json;
using System.Text.Json.Serialization;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;
using Mothership.Domain.Standing;

namespace Mothership.Stores.Rows;

/// <summary>Ids are stored as plain texts, not as objects with a Value.</summary>
internal abstract class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        parse(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is not null."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value!.ToString());
}

internal sealed class OrganizationIdConverter() : TextConverter<OrganizationId>(text => new(text));

internal sealed class EnvironmentIdConverter() : TextConverter<EnvironmentId>(text => new(text));

internal sealed class ResourceIdConverter() : TextConverter<ResourceId>(text => new(text));

internal sealed class ClusterIdConverter() : TextConverter<ClusterId>(text => new(text));

internal sealed class ServiceIdConverter() : TextConverter<ServiceId>(text => new(text));

internal sealed class OperationIdConverter() : TextConverter<OperationId>(text => new(text));

internal sealed class UserIdConverter() : TextConverter<UserId>(text => new(text));

internal sealed class ServiceAccountIdConverter() : TextConverter<ServiceAccountId>(text => new(text));

internal sealed class ApiKeyIdConverter() : TextConverter<ApiKeyId>(text => new(text));

internal sealed class SpendCapIdConverter() : TextConverter<SpendCapId>(text => new(text));

internal sealed class RegionIdConverter()
    : TextConverter<RegionId>(text =>
        RegionId.TryParse(text, out var region) ? region : throw new JsonException($"'{text}' is no region.")
    );
