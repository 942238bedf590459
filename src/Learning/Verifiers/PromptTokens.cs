namespace Forewarn.Learning.Verifiers;

/// <summary>
/// The special tokens that structure a prompt, with fixed ids. A choice reads
/// <c>&lt;wish&gt; wish &lt;means&gt; narration. &lt;A&gt; narration. &lt;B&gt; &lt;none&gt; &lt;answer&gt;</c>, and the answer is one of the
/// letters shown or <c>&lt;none&gt;</c>.
/// </summary>
public static class PromptTokens
{
    /// <summary>Most options in one choice.</summary>
    public const int MaxOptions = 8;

    public const int Pad = 0, End = 1, Wish = 2, Plan = 3, Narrate = 4, Rephrase = 5, Ask = 6, Same = 7, Answer = 8, Means = 9,
        FirstLetter = 10, None = FirstLetter + MaxOptions;

    /// <summary>By id.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "<pad>", "<end>", "<wish>", "<plan>", "<narrate>", "<rephrase>", "<ask>", "<same>", "<answer>", "<means>",
        "<A>", "<B>", "<C>", "<D>", "<E>", "<F>", "<G>", "<H>", "<none>",
    ];
}
