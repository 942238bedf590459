using System.Text.Json;
using System.Text.Json.Serialization;
using Forewarn.Core;
using Microsoft.AspNetCore.Http;

namespace Forewarn.Serving;

/// <summary>JSON between the page and its server.</summary>
internal static class ConsoleJson
{
    private const int MostBytes = 1 << 14;

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<Rung>(), new JsonStringEnumConverter<Judgment>(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static async Task SendAsync(HttpContext context, object value, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, Options), context.RequestAborted);
    }

    /// <returns>The body, or null when it is none of that form or too long; an empty body is read as <c>{}</c>.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext context) where T : class
    {
        if (context.Request.ContentLength > MostBytes) return null;
        var body = new byte[MostBytes + 1];
        int length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > MostBytes) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(length == 0 ? "{}"u8 : body.AsSpan(0, length), Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
