using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Tests;
using Forewarn.Verifier.Templates;

namespace Forewarn.Verifier.Tests.Templates;

public sealed class ChatTemplateTests
{
    /// <summary>Three families of chat templates, and what else of the language they draw on.</summary>
    private static readonly string[] s_written =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Templates", "Cases"), "*.jinja").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    [Fact]
    public void Conversations_are_written_as_the_models_own_library_writes_them()
    {
        var values = Values();
        string folder = Directory.CreateTempSubdirectory("forewarn-jinja-").FullName;
        try
        {
            string file = Path.Combine(folder, "cases.json");
            File.WriteAllText(file, JsonSerializer.Serialize(s_written.Select(template => new { template, values })));
            var wanted = JsonNode.Parse(NpmPeer.Jinja.Run("render.mjs", file))!.AsArray();
            for (int i = 0; i < s_written.Length; i++)
            {
                if (wanted[i]!["refused"] is not { } refusal)
                {
                    Assert.Equal((string)wanted[i]!["text"]!, Render(s_written[i], values));
                    continue;
                }
                var error = Record.Exception(() => Render(s_written[i], values));
                Assert.True(error is ForewarnException, $"the library refuses template {i} ({refusal}), ours does not");
                Assert.Contains((string)refusal!, error.Message);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("a\n{% if x %}", "line 2", "endif")]
    [InlineData("{{ x", "line 1", "}}")]
    [InlineData("{% for x on y %}{% endfor %}", "line 1", "'in'")]
    [InlineData("{{ x | trimm }}", "line 1", "trim")]
    [InlineData("{{ x is sting }}", "line 1", "string")]
    [InlineData("{% include 'a' %}", "line 1", "include")]
    [InlineData("{{ a + }}", "line 1", "a value")]
    [InlineData("{% endif %}", "line 1", "endif")]
    public void A_template_that_does_not_parse_says_where_and_what(string template, string line, string said)
    {
        string message = Assert.Throws<ForewarnException>(() => ChatTemplate.Parse(template, "models/x/chat_template.jinja")).Message;
        Assert.Contains("models/x/chat_template.jinja", message);
        Assert.Contains(line, message);
        Assert.Contains(said, message);
    }

    [Fact]
    public void A_name_that_is_not_given_is_empty_but_has_no_members()
    {
        Assert.Equal("[]", Render("[{{ nothing }}]", []));
        Assert.Contains("'nothing' is not defined", Assert.Throws<ForewarnException>(() => Render("{{ nothing.more }}", [])).Message);
    }

    [Fact]
    public void A_set_inside_a_loop_stays_there_and_a_namespace_does_not()
    {
        Assert.Equal("0", Render("{% set n = 0 %}{% for i in range(3) %}{% set n = i %}{% endfor %}{{ n }}", []));
        Assert.Equal("3", Render("{% set s = namespace(n=0) %}{% for i in range(3) %}{% set s.n = s.n + 1 %}{% endfor %}{{ s.n }}", []));
    }

    /// <summary>As in Python; the library knows no whole division and writes true in its own way.</summary>
    [Theory]
    [InlineData("{{ 7 // 2 }}", "3")]
    [InlineData("{{ -7 // 2 }}", "-4")]
    [InlineData("{{ -7 % 3 }}", "2")]
    [InlineData("{{ 7 / 2 }}", "3.5")]
    [InlineData("{{ 'abc'[::-1] }}{{ [1, 2, 3][:-1] }}{{ 'abcd'[1:3] }}", "cba[1, 2]bc")]
    [InlineData("{{ true }} {{ 1 == 2 }} {{ none }}", "True False None")]
    [InlineData("{{ {'a': [1, none, 'x']} }}", "{'a': [1, None, 'x']}")]
    public void Numbers_and_slices_are_as_in_Python(string template, string wanted) => Assert.Equal(wanted, Render(template, []));

    private static string Render(string template, Dictionary<string, object?> values) => ChatTemplate.Parse(template, "template").Render(values);

    private static Dictionary<string, object?> Values() => new()
    {
        ["messages"] = new List<object?>
        {
            new Dictionary<string, object?> { ["role"] = "system", ["content"] = " Say what the plan does. " },
            new Dictionary<string, object?> { ["role"] = "user", ["content"] = "It's <b> & \"quoted\"\nand ünïcode" },
            new Dictionary<string, object?> { ["role"] = "assistant", ["content"] = "picks the mug" },
        },
        ["add_generation_prompt"] = true, ["bos_token"] = "<|begin|>", ["eos_token"] = "<|eot|>",
    };
}
