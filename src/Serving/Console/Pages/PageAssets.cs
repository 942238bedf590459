using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Forewarn.Serving;

/// <summary>The files of the page, which are part of this assembly.</summary>
internal static class PageAssets
{
    private const string Prefix = "console/";

    private static readonly Dictionary<string, string> s_types = new()
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static void Map(ConsoleRoutes routes)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            byte[] body = Read(assembly, name);
            string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"", type = s_types[Path.GetExtension(name)];
            string file = name[Prefix.Length..];
            routes.GetFree(file == "index.html" ? "" : file, context => SendAsync(context, body, type, tag));
        }
    }

    private static async Task SendAsync(HttpContext context, byte[] body, string type, string tag)
    {
        HttpResponse response = context.Response;
        response.Headers.ETag = tag;
        // Asked for again each time: after an update no page may run with half of the old files.
        response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = type;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var body = new byte[stream.Length];
        stream.ReadExactly(body);
        return body;
    }
}
