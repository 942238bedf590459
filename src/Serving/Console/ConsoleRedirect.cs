using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forewarn.Serving;

/// <summary>Leads from <c>/</c> to the console, on a host that serves nothing else there.</summary>
public sealed class ConsoleRedirect : IWebModule
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", context =>
    {
        context.Response.Redirect(ConsoleModule.Root + "/");
        return Task.CompletedTask;
    });
}
