package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.http.Refusal;
import java.util.Optional;

/** Locks that people take on workspaces; they hold real runs pending. Called with the cloud's lock held. */
record Locks(Engine engine) {
    /** @throws Refusal 409 when somebody, or a run, holds it already */
    void lock(Workspace workspace, User user, String reason) {
        if (workspace.lock.isPresent()) {
            throw new Refusal(409, "Unable to lock workspace. The workspace is already locked.");
        }
        workspace.lock = Optional.of(new Workspace.Lock(user, Optional.empty(), reason));
    }

    /** @throws Refusal 409 when nobody holds it, or a run does */
    void unlock(Workspace workspace) {
        Workspace.Lock lock =
                workspace.lock.orElseThrow(() -> new Refusal(409, "Unable to unlock workspace. It is not locked."));
        lock.run().ifPresent(run -> {
            throw new Refusal(409, "Unable to unlock workspace. The workspace is locked by Run " + run.id);
        });
        workspace.lock = Optional.empty();
        engine.advance(workspace);
    }
}
