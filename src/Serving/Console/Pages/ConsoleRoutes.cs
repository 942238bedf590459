using Forewarn.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Forewarn.Serving;

/// <summary>Endpoints below one path, each behind the gate, none of which ends as a stack trace.</summary>
internal sealed class ConsoleRoutes(IEndpointRouteBuilder routes, ConsoleGate gate, string root)
{
    // Everything of the page comes from here; nothing of it is shown within another page.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For those who are let in.</summary>
    public void Get(string path, RequestDelegate serve) => routes.MapGet($"{root}/{path}", Guarded(serve, isFree: false, isOrder: false));

    /// <summary>For everybody, key or no key.</summary>
    public void GetFree(string path, RequestDelegate serve) => routes.MapGet($"{root}/{path}", Guarded(serve, isFree: true, isOrder: false));

    /// <summary>For own pages that are let in.</summary>
    public void Post(string path, RequestDelegate serve) => routes.MapPost($"{root}/{path}", Guarded(serve, isFree: false, isOrder: true));

    /// <summary>For own pages, key or no key.</summary>
    public void PostFree(string path, RequestDelegate serve) => routes.MapPost($"{root}/{path}", Guarded(serve, isFree: true, isOrder: true));

    private RequestDelegate Guarded(RequestDelegate serve, bool isFree, bool isOrder) => async context =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        (int status, string why) = Refusal(context.Request, isFree, isOrder);
        try
        {
            if (status == 0) await serve(context);
            else await ConsoleJson.SendAsync(context, new CommandReply(false, why), status);
        }
        catch (ForewarnException e) when (!context.Response.HasStarted)
        {
            await ConsoleJson.SendAsync(context, new CommandReply(false, e.Message), StatusCodes.Status500InternalServerError);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The page has gone.
            context.Abort();
        }
    };

    private (int Status, string Why) Refusal(HttpRequest request, bool isFree, bool isOrder)
    {
        if (!gate.KnowsHost(request))
            return (StatusCodes.Status403Forbidden, "Without a key this console is reached only by address, for example 127.0.0.1, or as localhost.");
        if (isOrder && !ConsoleGate.IsOwnPage(request)) return (StatusCodes.Status403Forbidden, "Orders are taken from the console's own page only.");
        if (!isFree && !gate.IsLetIn(request)) return (StatusCodes.Status401Unauthorized, "This console wants its key.");
        return (0, "");
    }
}
