-- What the device called itself at its last login, so that the person knows it again in the list (LOGIN-2).
alter table known_device add column if not exists user_agent text not null default '';
