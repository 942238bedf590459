using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Forewarn.Serving;

/// <summary>
/// Who may look and who may order. Orders must come from a page of this very console: the browser says where a page is
/// from, and a page from elsewhere is refused. Without a key the host must be named by address, because whoever controls a
/// name could point it here and make his page look like ours.
/// </summary>
internal sealed class ConsoleGate
{
    private readonly ApiKey? _key;
    private readonly ApiKey _page;
    private readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <param name="key">Wanted of everybody; null lets everybody look.</param>
    public ConsoleGate(string? key) => (_key, _page) = (key is null ? null : new ApiKey(key), new ApiKey(_token));

    /// <summary>Whether the host was called by a name that nobody else controls.</summary>
    public bool KnowsHost(HttpRequest request)
    {
        string host = request.Host.Host.Trim('[', ']');
        return _key is not null || host == "localhost" || IPAddress.TryParse(host, out _);
    }

    /// <summary>Whether the request was made by a page of this host.</summary>
    public static bool IsOwnPage(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request carries the key, or what a page was given for it.</summary>
    public bool IsLetIn(HttpRequest request)
    {
        if (_key is null) return true;
        if (request.Cookies.TryGetValue(CookieOf(request), out string? token) && _page.Is(token)) return true;
        return _key.IsShownBy(request);
    }

    /// <summary>Gives a page that knows the key what lets it in until this process ends.</summary>
    /// <returns>False when the key is wrong.</returns>
    public bool LetIn(HttpContext context, string given)
    {
        if (_key?.Is(given) == false) return false;
        context.Response.Cookies.Append(CookieOf(context.Request), _token, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/console",
        });
        return true;
    }

    // Cookies know hosts but no ports: two consoles of one machine must not log each other out.
    private static string CookieOf(HttpRequest request) => $"forewarn-console-{request.Host.Port ?? 80}";
}
