using Microsoft.AspNetCore.Routing;

namespace Forewarn.Serving;

/// <summary>A part of what a <see cref="WebHost"/> serves: its endpoints.</summary>
public interface IWebModule
{
    /// <summary>Called once, before the host listens. Services of the host are at <c>routes.ServiceProvider</c>.</summary>
    void Map(IEndpointRouteBuilder routes);
}
