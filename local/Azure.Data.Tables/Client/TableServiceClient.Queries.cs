#nullable disable
using System.Linq.Expressions;
using Azure.Data.Tables.Models;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Filters;

namespace Azure.Data.Tables;

/// <summary>Lists of tables.</summary>
public partial class TableServiceClient
{
    /// <summary>Tables in the order of their names.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string filter = null,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => new AsyncPages<TableItem>(Reader(filter, cancellationToken), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        FormattableString filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        Expression<Func<TableItem, bool>> filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        string filter = null,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => new SyncPages<TableItem>(Reader(filter, cancellationToken), maxPerPage);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        FormattableString filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        Expression<Func<TableItem, bool>> filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <summary>The OData text of a filter.</summary>
    public static string CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => LinqFilter.ToText(filter);

    /// <summary>The OData text of an interpolated filter; the values are quoted and escaped.</summary>
    public static string CreateQueryFilter(FormattableString filter) => InterpolatedFilter.ToText(filter);

    private PageReader<TableItem> Reader(string filter, CancellationToken cancellationToken) =>
        async (continuation, size, isAsync) =>
        {
            var page = await _backend.QueryTables(new(filter, size, continuation), isAsync, cancellationToken);
            TableItem[] items = [.. page.Values.Select(name => new TableItem(name))];
            return Page<TableItem>.FromValues(items, page.ContinuationToken, page.GetRawResponse());
        };
}
