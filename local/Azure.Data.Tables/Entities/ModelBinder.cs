using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Mothership.Local.Tables.Entities;

/// <summary>
/// Binds model classes: every public property and field, unless IgnoreDataMember says no, under its own name or
/// DataMember's. The four members of ITableEntity go through the interface, so that explicit implementations work
/// too.
/// </summary>
internal sealed class ModelBinder<T> : EntityBinder<T>
    where T : class, ITableEntity
{
    private readonly Func<T> _create = Expression.Lambda<Func<T>>(Expression.New(typeof(T))).Compile();
    private readonly MemberBinding<T>[] _members;
    private readonly bool _readsETag;
    private readonly bool _readsTimestamp;

    public ModelBinder()
    {
        _members =
        [
            .. typeof(T)
                .GetMembers(BindingFlags.Public | BindingFlags.Instance)
                .Where(m => m is PropertyInfo or FieldInfo && !IsIgnored(m) && !IsInterfaceMember(m.Name))
                .Select(MemberBinding<T>.Create),
        ];
        _readsETag = !IsIgnored(typeof(T).GetProperty(nameof(ITableEntity.ETag)));
        _readsTimestamp = !IsIgnored(typeof(T).GetProperty(nameof(ITableEntity.Timestamp)));
    }

    public override List<EntityProperty> Write(ITableEntity entity)
    {
        var model = (T)entity;
        var properties = new List<EntityProperty>(_members.Length);
        foreach (var member in _members)
        {
            if (member.CanRead && member.TryGet(model, out var value))
                properties.Add(new(member.Name, value));
        }
        return properties;
    }

    public override T Start(in EntityHead head)
    {
        var entity = _create();
        if (head.PartitionKey is not null)
            entity.PartitionKey = head.PartitionKey;
        if (head.RowKey is not null)
            entity.RowKey = head.RowKey;
        if (_readsTimestamp && head.Timestamp is not null)
            entity.Timestamp = head.Timestamp;
        if (_readsETag && head.ETag is not null)
            entity.ETag = new ETag(head.ETag);
        return entity;
    }

    public override void Set(T entity, ReadOnlySpan<byte> name, in EdmValue value, ref int hint)
    {
        var members = _members;
        for (var i = 0; i < members.Length; i++)
        {
            var at = hint + i;
            var member = members[at < members.Length ? at : at - members.Length];
            if (!name.SequenceEqual(member.Utf8Name))
                continue;
            hint = (at + 1) % members.Length;
            if (member.CanWrite)
                member.Set(entity, value);
            return;
        }
    }

    private static bool IsIgnored(MemberInfo? member) => member?.IsDefined(typeof(IgnoreDataMemberAttribute)) == true;

    private static bool IsInterfaceMember(string name) =>
        name
            is nameof(ITableEntity.PartitionKey)
                or nameof(ITableEntity.RowKey)
                or nameof(ITableEntity.Timestamp)
                or nameof(ITableEntity.ETag);
}
