using System;

namespace Forewarn.Messages.Generator;

/// <summary>A definition file does not lie in <c>PACKAGE/msg</c>, <c>PACKAGE/srv</c> or <c>PACKAGE/action</c>.</summary>
internal sealed class MisplacedDefinitionException(string message) : Exception(message);
