"""Addresses of sign-in and of the own account.  The names that begin with account_ or mfa_ are django-allauth's."""

from django.urls import path

from backoffice.accounts.views import confirm, factors, matrix, passwords, security, sign_in

urlpatterns = [
    path("entrar/", sign_in.sign_in, name="login"),
    path("entrar/", sign_in.sign_in, name="account_login"),
    path("entrar/confirmar/", sign_in.second_step, name="mfa_authenticate"),
    path("entrar/chave/", sign_in.passkey_sign_in, name="mfa_login_webauthn"),
    path("entrar/senha/", passwords.forgot, name="account_reset_password"),
    path("entrar/senha/<uidb64>/<token>/", passwords.set_by_reset, name="password_reset"),
    path("convite/<uidb64>/<token>/", passwords.set_by_invitation, name="invitation"),
    path("sair/", sign_in.sign_out, name="logout"),
    path("conta/seguranca/", security.security, name="account_security"),
    path("conta/seguranca/", security.security, name="mfa_index"),
    path("conta/seguranca/sessoes/<int:session_id>/encerrar/", security.end_session, name="account_session_end"),
    path("conta/seguranca/sessoes/outras/encerrar/", security.end_other_sessions, name="account_sessions_end"),
    path("conta/seguranca/ativar/", factors.setup, name="second_factor_setup"),
    path("conta/seguranca/aplicativo/", factors.activate_totp, name="mfa_activate_totp"),
    path("conta/seguranca/aplicativo/remover/", factors.deactivate_totp, name="mfa_deactivate_totp"),
    path("conta/seguranca/chaves/nova/", factors.add_passkey, name="mfa_add_webauthn"),
    path("conta/seguranca/chaves/<int:pk>/remover/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("conta/seguranca/codigos/", factors.recovery_codes, name="recovery_codes"),
    path("conta/seguranca/codigos/arquivo/", factors.recovery_codes_file, name="recovery_codes_file"),
    path("conta/senha/", passwords.change, name="account_change_password"),
    path("conta/confirmar/", confirm.confirm, name="account_confirm"),
    path("conta/retomar/", confirm.resume, name="account_resume"),
    path("conta/papeis/", matrix.role_matrix, name="role_matrix"),
]
