#nullable disable
using System.Linq.Expressions;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Filters;

namespace Azure.Data.Tables;

/// <summary>Queries.</summary>
public partial class TableClient
{
    /// <summary>
    /// Entities that satisfy an OData filter, in the order of their keys, at most <paramref name="maxPerPage"/> (up
    /// to 1000) a page; <paramref name="select"/> names the properties to return.
    /// </summary>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity =>
        new AsyncPages<T>(Reader<T>(filter, select, cancellationToken), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity =>
        QueryAsync<T>(LinqFilter.ToText(filter), maxPerPage, select, cancellationToken);

    /// <inheritdoc cref="QueryAsync{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual Pageable<T> Query<T>(
        string filter = null,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => new SyncPages<T>(Reader<T>(filter, select, cancellationToken), maxPerPage);

    /// <inheritdoc cref="QueryAsync{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual Pageable<T> Query<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => Query<T>(LinqFilter.ToText(filter), maxPerPage, select, cancellationToken);

    /// <summary>The OData text of a filter; null for one that is always true.</summary>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => LinqFilter.ToText(filter);

    /// <summary>The OData text of an interpolated filter; the values are quoted and escaped.</summary>
    public static string CreateQueryFilter(FormattableString filter) => InterpolatedFilter.ToText(filter);

    private PageReader<T> Reader<T>(string filter, IEnumerable<string> select, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var projection = Projection.Of(select);
        return (continuation, size, isAsync) =>
            _backend.Query<T>(Name, new(filter, size, continuation), projection, isAsync, cancellationToken);
    }
}
