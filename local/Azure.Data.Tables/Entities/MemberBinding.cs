using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;

namespace Mothership.Local.Tables.Entities;

/// <summary>One property or field of a model, with compiled access.</summary>
internal abstract class MemberBinding<T>(string name)
{
    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public abstract bool CanRead { get; }

    public abstract bool CanWrite { get; }

    public abstract bool TryGet(T model, out EdmValue value);

    public abstract void Set(T model, in EdmValue value);

    public static MemberBinding<T> Create(MemberInfo member)
    {
        if (member is PropertyInfo property && property.GetIndexParameters().Length > 0)
            throw new NotSupportedException($"The indexer of {typeof(T)} cannot be stored; mark it IgnoreDataMember.");
        var name = member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;
        var type = member is PropertyInfo p ? p.PropertyType : ((FieldInfo)member).FieldType;
        var binding =
            type == typeof(string) ? typeof(TextBinding<T>) : typeof(MemberBinding<,>).MakeGenericType(typeof(T), type);
        return (MemberBinding<T>)Activator.CreateInstance(binding, name, member)!;
    }
}

/// <inheritdoc/>
internal class MemberBinding<T, P>(string name, MemberInfo member) : MemberBinding<T>(name)
{
    private readonly Func<T, P>? _get = Getter(member);
    private readonly Action<T, P>? _set = Setter(member);

    public override bool CanRead => _get is not null;

    public override bool CanWrite => _set is not null;

    public override bool TryGet(T model, out EdmValue value) => EdmConvert<P>.Write(_get!(model), out value);

    public override void Set(T model, in EdmValue value) => Set(model, EdmConvert<P>.Read(value));

    protected void Set(T model, P value) => _set!(model, value);

    private static Func<T, P>? Getter(MemberInfo member)
    {
        if (member is PropertyInfo { CanRead: false })
            return null;
        var model = Expression.Parameter(typeof(T));
        return Expression.Lambda<Func<T, P>>(Expression.MakeMemberAccess(model, member), model).Compile();
    }

    private static Action<T, P>? Setter(MemberInfo member)
    {
        if (member is PropertyInfo { CanWrite: false } or FieldInfo { IsInitOnly: true })
            return null;
        // Nearly every member is a property with a setter, which can be called without anything between.
        if (member is PropertyInfo { SetMethod: { } setter } && !typeof(T).IsValueType)
            return setter.CreateDelegate<Action<T, P>>();
        var (model, value) = (Expression.Parameter(typeof(T)), Expression.Parameter(typeof(P)));
        var assign = Expression.Assign(Expression.MakeMemberAccess(model, member), value);
        return Expression.Lambda<Action<T, P>>(assign, model, value).Compile();
    }
}

/// <summary>Most values are texts in members that are texts.</summary>
internal sealed class TextBinding<T>(string name, MemberInfo member) : MemberBinding<T, string>(name, member)
{
    public override void Set(T model, in EdmValue value)
    {
        if (value.Type == EdmType.String)
            Set(model, value.AsString());
        else
            base.Set(model, value);
    }
}
