namespace BatchGen.Chaos.Tests.Scenarios;
