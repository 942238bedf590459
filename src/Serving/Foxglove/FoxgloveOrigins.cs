namespace Forewarn.Serving;

/// <summary>
/// Whose pages may open the socket. A browser lets any page connect to any address, this machine's included, and says
/// only where the page is from; without this check every page in a tab could call the robot's services.
/// </summary>
internal static class FoxgloveOrigins
{
    /// <param name="origin">As the browser sends it; empty when it is no browser.</param>
    /// <param name="more">Origins that are let in besides.</param>
    public static bool Allows(string origin, IReadOnlyList<string> more)
    {
        if (origin.Length == 0 || more.Contains(origin, StringComparer.OrdinalIgnoreCase)) return true;
        // "null" is what a sandboxed page says, and no address.
        if (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? page)) return false;
        // Programs on this machine that are made of pages, such as Foxglove's desktop app.
        if (page.Scheme is not ("http" or "https")) return true;
        bool isFoxglove = page.Host == "foxglove.dev" || page.Host.EndsWith(".foxglove.dev", StringComparison.Ordinal);
        return page.IsLoopback || (page.Scheme == "https" && isFoxglove);
    }
}
