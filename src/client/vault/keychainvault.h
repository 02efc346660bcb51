// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vault.h"

#include <memory>

namespace holdline::client {

/// The system's keychain; null if Holdline was built without QtKeychain.
std::unique_ptr<Vault> systemKeychain();

} // namespace holdline::client
