package io.tidegate.terraformcloud;

import io.tidegate.flow.Outside;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which user of HCP Terraform each of our tokens acts as; a team's token has a user of its own. */
final class Identity {
    private final HcpClient client;
    private final Map<Token, String> known = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();

    Identity(HcpClient client) {
        this.client = client;
    }

    /** What HCP Terraform named as the creator of what this token has just created. */
    void learn(Token token, String user) {
        known.putIfAbsent(token, user);
    }

    /** The user's id; empty where HCP Terraform does not tell. Asked once for each token. */
    Optional<String> of(Token token) {
        String user = known.get(token);
        if (user != null) {
            return Optional.of(user);
        }
        String doing = "read which account the token belongs to";
        try {
            Answer answer = client.send(Call.get(token, "/account/details", "account/details", doing));
            String asked =
                    Json.document(answer, Attributes.User.class, doing).data().id();
            learn(token, asked);
            return Optional.of(asked);
        } catch (Outside.Refused hidden) {
            return Optional.empty();
        }
    }

    /** What a user of HCP Terraform is called; the id where the token may not know. Asked once for each. */
    String name(Token token, String user) {
        String known = names.get(user);
        if (known != null) {
            return known;
        }
        String doing = "read the name of the user " + user;
        try {
            Answer answer = client.send(Call.get(token, "/users/{user}", "users/" + Paths.segment(user), doing));
            String told = Json.document(answer, Attributes.User.class, doing)
                    .data()
                    .attributes()
                    .username();
            String name = told == null ? user : Lines.clean(told, 100);
            names.put(user, name);
            return name;
        } catch (Outside.Refused hidden) {
            names.put(user, user);
            return user;
        } catch (Outside.Unavailable away) {
            return user; // A name is a kindness: no run is left unread for want of it.
        }
    }
}
