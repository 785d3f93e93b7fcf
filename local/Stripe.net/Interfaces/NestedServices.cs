namespace Stripe;

/// <summary>Can create below a parent.</summary>
public interface INestedCreatable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : BaseOptions, new()
{
    Task<TEntity> CreateAsync(
        string parentId,
        TOptions createOptions,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Can list what a parent has.</summary>
public interface INestedListable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : ListOptions, new()
{
    Task<StripeList<TEntity>> ListAsync(
        string parentId,
        TOptions listOptions = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );

    IAsyncEnumerable<TEntity> ListAutoPagingAsync(
        string parentId,
        TOptions listOptions = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>Can read one that a parent has.</summary>
public interface INestedRetrievable<TEntity, TOptions>
    where TEntity : IStripeEntity, IHasId
    where TOptions : BaseOptions, new()
{
    Task<TEntity> GetAsync(
        string parentId,
        string id,
        TOptions retrieveOptions = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    );
}
