// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/vault/vault.h"

#include <memory>

namespace holdline::client {

/// The keychain of the system; null where Holdline was built without QtKeychain.
std::unique_ptr<Vault> systemKeychain();

} // namespace holdline::client
