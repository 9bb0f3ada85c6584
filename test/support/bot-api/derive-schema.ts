import path from 'node:path';
import {
  API,
  type Checker,
  SignatureKind,
  type Symbol as Declared,
  SymbolFlags,
  type Type,
  TypeFlags,
  type TypeReference,
} from 'typescript/unstable/sync';
import type { Schema, Shape } from './schema.ts';

const PROJECT = path.resolve('tsconfig.json');
const ROOT = path.resolve('test/support/bot-api/schema-root.ts');

/** No value is of this shape. */
const NOTHING: Shape = { either: [] };

function isNothing(shape: Shape): boolean {
  return typeof shape === 'object' && 'either' in shape && shape.either.length === 0;
}

/** The Bot API of the pinned types, read by the compiler. */
export function deriveSchema(): Schema {
  const api = new API();
  try {
    const project = api.updateSnapshot({ openProject: PROJECT }).getProject(PROJECT);
    if (project === undefined) throw new Error(`${PROJECT} is no project.`);
    return readSchema(project.checker, (name) => {
      const found = project.checker.resolveName(name, SymbolFlags.Type, { document: ROOT, position: 0 });
      if (found === undefined) throw new Error(`${ROOT} has no type ${name}.`);
      return project.checker.getDeclaredTypeOfSymbol(found);
    });
  } finally {
    api.close();
  }
}

function readSchema(checker: Checker, named: (name: string) => Type): Schema {
  const types: Schema['types'] = {};
  const names = new Map<number, string>();

  function shapeOf(type: Type): Shape {
    if (nameOf(type) === 'Upload') return 'upload';
    const known = names.get(type.id);
    if (known !== undefined) return { type: known };
    const name = freeName(nameOf(type));
    if (name === undefined) return structureOf(type);
    names.set(type.id, name);
    types[name] = 'anything';
    types[name] = structureOf(type);
    return { type: name };
  }

  /** Named types, possibly recursive. */
  function nameOf(type: Type): string | undefined {
    if ((type.flags & (TypeFlags.Object | TypeFlags.UnionOrIntersection)) === 0 || isList(type))
      return undefined;
    const symbol = type.getAliasSymbol() ?? type.getSymbol();
    return symbol === undefined || symbol.name.startsWith('__') ? undefined : fullName(symbol);
  }

  /** Further types with the same name (`Omit<…>`) get a number. */
  function freeName(name: string | undefined): string | undefined {
    if (name === undefined || !(name in types)) return name;
    let number = 2;
    while (`${name}~${number}` in types) number += 1;
    return `${name}~${number}`;
  }

  function fullName(symbol: Declared): string {
    const space = symbol.getParent()?.name ?? '"';
    return space.startsWith('"') ? symbol.name : `${space}.${symbol.name}`;
  }

  function isList(type: Type): boolean {
    return checker.isArrayType(type);
  }

  function structureOf(type: Type): Shape {
    const { flags } = type;
    if (type.isLiteralType()) return { is: type.value as string | number | boolean };
    if (flags & TypeFlags.String) return 'string';
    if (flags & TypeFlags.Number) return 'number';
    if (flags & TypeFlags.Boolean) return 'boolean';
    if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return 'anything';
    if (flags & (TypeFlags.Undefined | TypeFlags.Never | TypeFlags.Void)) return NOTHING;
    if (type.isUnionType()) return unionOf(type.getTypes());
    if (type.isIntersectionType()) {
      // `string & {}`: any string, of which some are known.
      const plain = type.getTypes().find((part) => (part.flags & TypeFlags.Object) === 0);
      if (plain !== undefined) return structureOf(plain);
    }
    if (isList(type)) {
      const [item] = checker.getTypeArguments(type as TypeReference);
      if (item === undefined) throw new Error('A list of nothing.');
      return { list: shapeOf(item) };
    }
    const fields = fieldsOf(type);
    return type.isIntersectionType() && Object.keys(fields).length === 0 ? NOTHING : { fields };
  }

  function unionOf(parts: readonly Type[]): Shape {
    const shapes = parts.map(shapeOf).filter((shape) => !isNothing(shape));
    const literals = shapes.map((shape) =>
      typeof shape === 'object' && 'is' in shape ? shape.is : undefined,
    );
    if (literals.includes(true) && literals.includes(false)) {
      return union(
        shapes.filter((_, index) => typeof literals[index] !== 'boolean'),
        'boolean',
      );
    }
    return union(shapes);
  }

  function union(shapes: Shape[], ...more: Shape[]): Shape {
    const [only, ...others] = [...shapes, ...more];
    return only !== undefined && others.length === 0 ? only : { either: [...shapes, ...more] };
  }

  function fieldsOf(type: Type): Record<string, Shape> {
    const fields = checker.getPropertiesOfType(type).map((property): [string, Shape] => {
      const shape = shapeOf(typeOf(property));
      const isOptional = isNothing(shape) || (property.flags & SymbolFlags.Optional) !== 0;
      return [`${property.name}${isOptional ? '?' : ''}`, shape];
    });
    return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  function typeOf(property: Declared): Type {
    const type = checker.getTypeOfSymbol(property);
    if (type === undefined) throw new Error(`${property.name} has no type.`);
    return type;
  }

  const methods: Schema['methods'] = {};
  for (const method of checker.getPropertiesOfType(named('Methods'))) {
    const [signature] = checker.getSignaturesOfType(typeOf(method), SignatureKind.Call);
    if (signature === undefined) continue;
    const gives = checker.getReturnTypeOfSignature(signature);
    if (gives === undefined) throw new Error(`${method.name} gives nothing.`);
    const takes = signature.parameters.length === 0 ? undefined : checker.getParameterType(signature, 0);
    methods[method.name] = {
      takes: takes === undefined ? { fields: {} } : shapeOf(takes),
      gives: shapeOf(gives),
    };
  }
  shapeOf(named('Update'));
  return { types, methods };
}
