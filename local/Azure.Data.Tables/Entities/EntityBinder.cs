using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace Mothership.Local.Tables.Entities;

/// <summary>Turns an entity of some model type into a list of properties.</summary>
internal abstract class EntityBinder
{
    private static readonly ConcurrentDictionary<Type, EntityBinder> Binders = new();

    /// <summary>
    /// The binder of the entity's own type, which may be more derived than the one that the caller named.
    /// </summary>
    public static EntityBinder For(ITableEntity entity) => Binders.GetOrAdd(entity.GetType(), Create);

    /// <summary>The properties to send, without nulls, keys and what the service owns.</summary>
    public abstract List<EntityProperty> Write(ITableEntity entity);

    protected static EntityBinder Create(Type type)
    {
        var binder = typeof(IDictionary<string, object>).IsAssignableFrom(type)
            ? typeof(DictionaryBinder<>)
            : typeof(ModelBinder<>);
        return (EntityBinder)Activator.CreateInstance(binder.MakeGenericType(type))!;
    }
}

/// <summary>
/// Also builds entities, property by property, so that a stored entity is read in one pass without a list between.
/// </summary>
internal abstract class EntityBinder<T> : EntityBinder
    where T : class, ITableEntity
{
    public static readonly EntityBinder<T> Instance = (EntityBinder<T>)Create(typeof(T));

    /// <summary>A new entity with its keys, time and tag.</summary>
    public abstract T Start(in EntityHead head);

    /// <summary>
    /// Sets one property. <paramref name="hint"/> starts at 0 and speeds up entities whose properties come in order.
    /// </summary>
    public abstract void Set(T entity, ReadOnlySpan<byte> name, in EdmValue value, ref int hint);
}
