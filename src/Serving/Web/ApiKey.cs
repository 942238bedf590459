using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Forewarn.Serving;

/// <summary>A key that clients must show: in <c>Authorization: Api-Key KEY</c>, or in the query where they can send no header.</summary>
internal sealed class ApiKey(string key)
{
    private readonly byte[] _digest = Digest(key.Trim());

    /// <param name="query">Name of the query value; null to look at the header alone.</param>
    public bool IsShownBy(HttpRequest request, string? query = null)
    {
        const string Scheme = "Api-Key ";
        string header = request.Headers.Authorization.ToString();
        string shown = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim()
            : query is not null ? request.Query[query].ToString() : "";
        return Is(shown);
    }

    // Of equal length and in constant time: the time of an answer says nothing about the key.
    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(Digest(given.Trim()), _digest);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
