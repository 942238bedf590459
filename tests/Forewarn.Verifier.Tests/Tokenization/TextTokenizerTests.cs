using System.Text;
using System.Text.Json.Nodes;
using Forewarn.Core;

namespace Forewarn.Verifier.Tests;

public sealed class TextTokenizerTests
{
    [Fact]
    public void Merges_apply_in_their_order_inside_words_only()
    {
        var tokenizer = TextTokenizer.Parse(Json([("Ġ", "m"), ("u", "g"), ("Ġm", "ug")]));
        var tokens = tokenizer.EncodeWords("mug mu");
        Assert.Equal(3, tokens.Count);
        Assert.Equal(" mug mu", tokenizer.Decode(tokens));
    }

    [Fact]
    public void Text_that_looks_like_a_special_token_stays_text()
    {
        var tokenizer = TextTokenizer.Parse(Json([]));
        Assert.Equal(0, tokenizer.Special("<end>"));
        Assert.DoesNotContain(0, tokenizer.Encode("<end>"));
        Assert.Equal("a", tokenizer.Decode([0, .. tokenizer.Encode("a"), 0]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"model":{"type":"WordPiece"},"added_tokens":[]}""")]
    public void Another_file_is_refused_by_name(string text)
    {
        var error = Assert.Throws<ForewarnException>(() => TextTokenizer.Parse(Encoding.UTF8.GetBytes(text), "models/x/tokenizer.json"));
        Assert.Contains("models/x/tokenizer.json", error.Message);
    }

    [Fact]
    public void A_missing_special_token_is_named() =>
        Assert.Contains("<wish>", Assert.Throws<ForewarnException>(() => TextTokenizer.Parse(Json([])).Special("<wish>")).Message);

    private static byte[] Json((string Left, string Right)[] merges)
    {
        int next = 256;
        var symbols = Enumerable.Range(0, 256)
            .Select(b => b is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255) ? (char)b : (char)next++).Select(c => c.ToString());
        string[] tokens = ["<end>", .. symbols, .. merges.Select(m => m.Left + m.Right)];
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = 0, ["content"] = "<end>" }),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = new JsonObject(tokens.Select((t, i) => KeyValuePair.Create(t, (JsonNode?)i))),
                ["merges"] = new JsonArray([.. merges.Select(m => new JsonArray(m.Left, m.Right))]),
            },
        }.ToJsonString());
    }
}
