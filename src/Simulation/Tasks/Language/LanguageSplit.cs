namespace Forewarn.Simulation.Tasks.Language;

/// <summary>Which part of the grammar a sentence comes from. Everything but <see cref="Train"/> is held out of training.</summary>
public enum LanguageSplit
{
    /// <summary>Training templates, training synonyms, training combinations.</summary>
    Train,
    /// <summary>A sentence frame that training never uses.</summary>
    Template,
    /// <summary>Words that training explains by definition and paraphrase only, never inside a wish or a choice.</summary>
    Synonym,
    /// <summary>A combination of requirements that training never asks for.</summary>
    Combination,
    /// <summary>A fact about the object whose pairing of part and property training never states.</summary>
    Fact,
}
