using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Tests;
using Forewarn.Verifier.Templates;

namespace Forewarn.Verifier.Tests.Templates;

public sealed class ChatTemplateTests
{
    /// <summary>Three families of chat templates, and what else of the language they draw on.</summary>
    private static readonly string[] Written =
    [
        // Headers with ids, a date, a system message of its own.
        "{{- bos_token }}\n{%- if messages[0]['role'] == 'system' %}\n    {%- set system = messages[0]['content']|trim %}\n    {%- set messages = messages[1:] %}\n{%- else %}\n    {%- set system = \"\" %}\n{%- endif %}\n{{- \"<|start|>system<|end|>\\n\\n\" }}\n{{- system }}\n{{- \"<|eot|>\" }}\n{%- for message in messages %}\n    {{- '<|start|>' + message['role'] + '<|end|>\\n\\n'+ message['content'] | trim + '<|eot|>' }}\n{%- endfor %}\n{%- if add_generation_prompt %}\n    {{- '<|start|>assistant<|end|>\\n\\n' }}\n{%- endif %}\n",
        // Content as parts, pictures counted through a namespace.
        "{% set count = namespace(value=0) %}{% for message in messages %}{% if loop.first and message.role != 'system' %}<|im_start|>system\nYou help.<|im_end|>\n{% endif %}<|im_start|>{{ message['role'] }}\n{% if message['content'] is string %}{{ message['content'] }}{% else %}{% for content in message['content'] %}{% if content['type'] == 'image' or 'image' in content %}{% set count.value = count.value + 1 %}Picture {{ count.value }}: <|vision|>{% elif 'text' in content %}{{ content['text'] }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}",
        "<|im_start|>{% for message in messages %}{{ message.role | capitalize }}{% if message.content is not string and message.content[0].type == 'image' %}{{ ':' }}{% else %}{{ ': ' }}{% endif %}{% if message.content is string %}{{ message.content }}{% else %}{% for line in message.content %}{% if line.type == 'text' %}{{ line.text }}{% elif line.type == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}{% endif %}<end_of_utterance>\n{% endfor %}{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}",
        "{% macro line(role, text='none') %}[{{ role|upper }}] {{ text }}{% endmacro %}{% for m in messages if m.role != 'system' %}{{ line(m.role, text=loop.index ~ '/' ~ loop.length) }}\n{% else %}nobody\n{% endfor %}",
        "{# a remark #}\n  {% if tools is defined and tools %}\n{{ tools | tojson }}\n  {% else %}\nno tools\n  {% endif %}\nend",
        "{% set items = [1, 2.5, 'a', none, true] %}{{ items | length }} {{ items[-1] and 'yes' }} {{ items[1:3] | join('-') }} {{ (3 + 4) * 2 - 7 }} {{ 7 % 3 }} {{ 'a' if false else 'b' }} {{ 'in' if 'x' in 'box' }} {{ 'out' if 2 not in [1, 3] }}",
        "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }}{{ ', ' if not loop.last }}{% endfor %} {{ missing | default('gone') }} {{ 'defined' if missing is defined else 'undefined' }} {{ ' a b '.strip().split(' ') | join('+') }} {{ 'both' if 'abc'.startswith('ab') and 'abc'.endswith('c') }}",
        "{{ messages | selectattr('role', 'equalto', 'user') | list | length }} {{ messages | map(attribute='role') | join(',') }} {{ {'k': ['é', 1, false, none]} | tojson }}",
        "{% if messages | length > 9 %}many{% else %}{{ raise_exception('Roles must alternate') }}{% endif %}",
        "a\n   {%- if true -%}   \n b \n{%- endif %}\n   c {{- ' d ' -}}  e\n{% for i in range(3) %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% endfor %}\n",
    ];

    [Fact]
    public void Conversations_are_written_as_the_models_own_library_writes_them()
    {
        var values = Values();
        string folder = Directory.CreateTempSubdirectory("forewarn-jinja-").FullName;
        try
        {
            string file = Path.Combine(folder, "cases.json");
            File.WriteAllText(file, JsonSerializer.Serialize(Written.Select(template => new { template, values })));
            var wanted = JsonNode.Parse(NpmPeer.Jinja.Run("render.mjs", file))!.AsArray();
            for (int i = 0; i < Written.Length; i++)
            {
                if (wanted[i]!["refused"] is not { } refusal)
                {
                    Assert.Equal((string)wanted[i]!["text"]!, Render(Written[i], values));
                    continue;
                }
                var error = Record.Exception(() => Render(Written[i], values));
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
