package io.tidegate.doctor;

/** Whether a token of HCP Terraform is of the kind that can plan and apply, and of nobody in particular. */
public final class TokenExamination {
    private TokenExamination() {}

    public static Finding of(TokenSeen token) {
        if (token.account().startsWith("api-org-")) {
            return new Finding.Problem(
                    token.key(),
                    "It is an organisation's token, which may manage workspaces and neither plan nor apply.",
                    "Make a token of a team that may plan and apply, and put it there.");
        }
        return token.service()
                ? new Finding.Ok(token.key(), "It acts as " + token.account() + ", which is a team's and no person's.")
                : new Finding.Warning(
                        token.key(),
                        "It is the token of " + token.account()
                                + ", a person: it ends when they leave, and may whatever" + " they may.",
                        "Make a token of a team with just the permissions needed, and put it there.");
    }
}
