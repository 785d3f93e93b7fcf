namespace Stripe;

/// <summary>Can create.</summary>
public interface ICreatable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : BaseOptions, new()
{
    Task<TEntity> CreateAsync(
        TOptions createOptions,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Can delete.</summary>
public interface IDeletable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : BaseOptions, new()
{
    Task<TEntity> DeleteAsync(
        string id,
        TOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Can list.</summary>
public interface IListable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : ListOptions, new()
{
    Task<StripeList<TEntity>> ListAsync(
        TOptions listOptions = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );

    IAsyncEnumerable<TEntity> ListAutoPagingAsync(
        TOptions listOptions = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Can read one.</summary>
public interface IRetrievable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : BaseOptions, new()
{
    Task<TEntity> GetAsync(
        string id,
        TOptions retrieveOptions = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Can search.</summary>
public interface ISearchable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : SearchOptions, new()
{
    Task<StripeSearchResult<TEntity>> SearchAsync(
        TOptions searchOptions = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );

    IAsyncEnumerable<TEntity> SearchAutoPagingAsync(
        TOptions searchOptions = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Can change.</summary>
public interface IUpdatable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : BaseOptions, new()
{
    Task<TEntity> UpdateAsync(
        string id,
        TOptions updateOptions,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}
