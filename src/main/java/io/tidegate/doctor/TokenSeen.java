package io.tidegate.doctor;

/**
 * Whose a token of HCP Terraform is.
 *
 * @param key under which it is configured
 * @param account what it acts as
 * @param service whether that is no person
 */
public record TokenSeen(String key, String account, boolean service) {}
