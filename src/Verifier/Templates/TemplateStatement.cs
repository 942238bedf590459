using System.Text;

namespace Forewarn.Verifier.Templates;

/// <summary>Carries out one statement and writes what it says.</summary>
internal delegate TemplateFlow TemplateStatement(TemplateScope scope, StringBuilder output);
