namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>A handler returned without an answer.</summary>
internal sealed class UnansweredException(string service) : Exception($"the request to {service} was not answered");
