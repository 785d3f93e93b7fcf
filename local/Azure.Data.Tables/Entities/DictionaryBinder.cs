using Azure.Data.Tables;

namespace Mothership.Local.Tables.Entities;

/// <summary>Binds TableEntity and other dictionaries, which take the properties as they are.</summary>
internal sealed class DictionaryBinder<T> : EntityBinder<T>
    where T : class, ITableEntity
{
    public override List<EntityProperty> Write(ITableEntity entity)
    {
        var values = (IDictionary<string, object?>)entity;
        var properties = new List<EntityProperty>(values.Count);
        foreach (var (name, value) in values)
        {
            if (!SystemNames.IsOwnedByService(name) && EdmValue.TryFrom(value, name, out var edm))
                properties.Add(new(name, edm));
        }
        return properties;
    }

    public override T Start(in EntityHead head)
    {
        var entity = Activator.CreateInstance<T>();
        var values = (IDictionary<string, object?>)entity;
        if (head.ETag is not null)
            values[SystemNames.ETag] = head.ETag;
        if (head.PartitionKey is not null)
            values[SystemNames.PartitionKey] = head.PartitionKey;
        if (head.RowKey is not null)
            values[SystemNames.RowKey] = head.RowKey;
        if (head.Timestamp is { } time)
            values[SystemNames.Timestamp] = time;
        return entity;
    }

    public override void Set(T entity, ReadOnlySpan<byte> name, in EdmValue value, ref int hint) =>
        ((IDictionary<string, object?>)entity)[NamePool.Get(name)] = value.ToObject();
}
